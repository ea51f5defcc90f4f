export { chooseProvisioner } from './choose';
export { createDirectProvisioner, type DirectOptions } from './direct';
export { locateTerraform, type Tool } from './locate';
export { createProvisioner, type ProvisionerOptions } from './provisioner';
