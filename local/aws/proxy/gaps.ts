/** Where moto answers otherwise than AWS in a way that breaks the AWS provider or the data plane; one place, each with its reason. */

interface Gap {
  readonly service: string;
  readonly method: string;
  readonly path: RegExp;
  mend(body: string): string;
}

const GAPS: readonly Gap[] = [
  {
    // CreateHostedZone: the provider sends a VPC and nothing else; AWS makes the zone private by that, moto forgets the VPC
    // unless it is told PrivateZone, and the next plan would associate the VPC again.
    service: 'route53',
    method: 'POST',
    path: /^\/2013-04-01\/hostedzone\/?$/,
    mend(body) {
      if (!body.includes('<VPC>') || body.includes('<PrivateZone>')) return body;
      const flag = '<PrivateZone>true</PrivateZone>';
      return body.includes('</HostedZoneConfig>')
        ? body.replace('</HostedZoneConfig>', `${flag}</HostedZoneConfig>`)
        : body.replace(
            '</CreateHostedZoneRequest>',
            `<HostedZoneConfig>${flag}</HostedZoneConfig></CreateHostedZoneRequest>`,
          );
    },
  },
];

/** The gap a REST call falls into, whose body must then be read. */
export const gapOf = (service: string, method: string, path: string): Gap | undefined =>
  GAPS.find((gap) => gap.service === service && gap.method === method && gap.path.test(path));
