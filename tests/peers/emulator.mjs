// The Twilio emulator on a port of 127.0.0.1 (any free one the first time), with the seed given as JSON.
// Prints its port. A line "reset" on standard input starts it afresh on the same port and prints "ready".
// It ends when standard input closes.
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { createEmulator } from "emulate";

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const options = {
  service: "twilio",
  hostname: "127.0.0.1",
  port: await freePort(),
  seed: { twilio: JSON.parse(process.argv[2]) },
};
let twilio = await createEmulator(options);
console.log(options.port);
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "reset") continue;
  // Not twilio.reset(): that keeps counting towards the emulator's limit of 5,000 requests an hour.
  await twilio.close();
  twilio = await createEmulator(options);
  console.log("ready");
}
process.exit(0);
