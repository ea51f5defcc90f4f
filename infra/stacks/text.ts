/** Text that Terraform must leave as it is: `${` and `%{` would start a template. */
export const literal = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&');
