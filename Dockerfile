# Usher in a container: a bot by default, a worker with `node scripts/run.mjs bot/worker.ts` as its command (which is what
# `npm run worker` runs; npm itself does not hand a stop on). docs/several-machines.md says how to run one or many.
#
#   docker build -t usher .
#   docker run --init --env-file .env -v usher:/data usher
#
# Terraform comes from HashiCorp's own image. For OpenTofu instead:
#   --build-arg TOOL_IMAGE=ghcr.io/opentofu/opentofu:1.11-minimal --build-arg TOOL=/usr/local/bin/tofu
# The AWS provider is downloaded once into /data; `--target with-provider` puts it into the image, for machines that reach no registry.
ARG NODE_IMAGE=node:22-bookworm-slim
ARG TOOL_IMAGE=hashicorp/terraform:1.11.4
ARG TOOL=/bin/terraform

FROM ${TOOL_IMAGE} AS tool

# What runs needs no compiler, type checker or test runner: NODE_ENV leaves them out, here and in npm.
FROM ${NODE_IMAGE} AS packages
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts scripts
RUN node scripts/run.mjs

FROM ${NODE_IMAGE} AS runtime
ARG TOOL
# CA certificates for Terraform, which brings none of its own.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
COPY --from=tool ${TOOL} /usr/local/bin/
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json package-lock.json tsconfig.json ./
COPY scripts scripts
COPY bot bot
COPY handlers handlers
COPY infra infra
COPY store store
COPY workshop workshop
# The sources run as they are (docs/adr/0008): nothing is built, and nothing below /app is written to.
ENV NODE_ENV=production USHER_DATA_DIR=/data USHER_ALIVE_FILE=/tmp/usher-alive
USER node
VOLUME /data
# Bot and worker touch the file while their event loop turns. Whether Slack, AWS and the database answer says `/workshop doctor`.
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m CMD test -n "$(find "$USHER_ALIVE_FILE" -mmin -1)"
CMD ["node", "scripts/run.mjs", "bot/main.ts"]

FROM tool AS provider
WORKDIR /provider
RUN printf 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n' > main.tf \
  && "$(command -v terraform || command -v tofu)" providers mirror /mirror

FROM runtime AS with-provider
COPY --from=provider /mirror /usr/local/share/terraform

FROM runtime
