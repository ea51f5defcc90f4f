import { DataTerraformRemoteStateLocal, DataTerraformRemoteStateS3, Token } from 'cdktf';
import { localState, s3State, type UsherStack } from './usher-stack';

/** What `network` gives to the batches; lists are in order of load balancer or of zone. */
export interface NetworkOutputs<Text, List> {
  /** DNS names. */
  readonly load_balancers: List;
  readonly load_balancer_arns: List;
  /** Zone in which AWS keeps the DNS names of the load balancers, the same for all of a region. */
  readonly load_balancer_zone: Text;
  /** ARNs of the listeners that the seats' rules go to: on port 80, or on 443 with hosts. */
  readonly front_listeners: List;
  readonly vpc: Text;
  /** Availability zones of the subnets. */
  readonly zones: List;
  readonly public_subnets: List;
  readonly private_subnets: List;
  readonly host_group: Text;
  readonly task_group: Text;
  readonly cluster: Text;
  readonly instance_profile: Text;
  readonly execution_role: Text;
  readonly task_role: Text;
  readonly log_group: Text;
  readonly bucket: Text;
  /** ARN; empty where no app has a database. */
  readonly database_secret: Text;
}

type Names = { [K in keyof NetworkOutputs<'text', 'list'>]: NetworkOutputs<'text', 'list'>[K] };
type TextName = { [K in keyof Names]: Names[K] extends 'text' ? K : never }[keyof Names];
type ListName = { [K in keyof Names]: Names[K] extends 'list' ? K : never }[keyof Names];

/** What the seats stand on, as they need to know it. */
export interface Network {
  text(name: TextName): string;
  /** One element of a list, 0-based. */
  at(name: ListName, index: number): string;
}

/** Of a stack that makes its network itself. */
export const networkHere = (outputs: NetworkOutputs<string, string[]>): Network => ({
  text: (name) => outputs[name],
  at: (name, index) => outputs[name][index] ?? '',
});

/** Reads the outputs of `network` from its state, wherever that is. */
export class NetworkState implements Network {
  private readonly state: DataTerraformRemoteStateLocal | DataTerraformRemoteStateS3;

  constructor(stack: UsherStack) {
    const { request } = stack;
    this.state =
      request.backend.kind === 'local'
        ? new DataTerraformRemoteStateLocal(stack, 'state:network', localState(request.backend, 'network'))
        : new DataTerraformRemoteStateS3(stack, 'state:network', s3State(request, request.backend, 'network'));
  }

  text(name: TextName): string {
    return this.state.getString(name);
  }

  at(name: ListName, index: number): string {
    return Token.asString(this.state.get(`${name}[${index}]`));
  }
}
