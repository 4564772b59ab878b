// Twilio's calculator of SMS segments: a JSON list of texts in, a list of [encoding, segments] out.
import { readFileSync } from "node:fs";
import calculator from "sms-segments-calculator";

const counted = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  const message = new calculator.SegmentedMessage(text);
  return [message.encodingName, message.segmentsCount];
});
process.stdout.write(JSON.stringify(counted));
