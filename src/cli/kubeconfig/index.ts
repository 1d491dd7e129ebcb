// Commands about kubeconfigs.
export { addKubeconfigCommands } from "./kubeconfig-commands.ts";
