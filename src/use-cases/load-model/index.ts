// Reads any source into a model that holds no secret.
export { loadModel, redactReading } from "./load-model.ts";
