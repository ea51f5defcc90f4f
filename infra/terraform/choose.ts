import type { Provisioner } from '../../workshop/ports/provisioner';
import { createDirectProvisioner } from './direct';
import { locateTerraform } from './locate';
import { createProvisioner, type ProvisionerOptions } from './provisioner';

/** Terraform where it is installed; else straight into local AWS, which says `missing-tool` where there is none either. */
export async function chooseProvisioner(options: Omit<ProvisionerOptions, 'tool'>): Promise<Provisioner> {
  const tool = await locateTerraform(options.env);
  return 'problem' in tool
    ? createDirectProvisioner({ ...options, missing: tool.problem })
    : createProvisioner({ ...options, tool });
}
