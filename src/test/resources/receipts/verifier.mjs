// Checks an erasure receipt, from docs/receipt.md alone: node verifier.mjs RECEIPT.json [public key in base64]
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

class False extends Error {}
const must = (right, otherwise) => {
  if (!right) throw new False(otherwise);
};
const bytes = (base64) => Buffer.from(base64, "base64");
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const isSigned = (message, signature, key) =>
  verify(null, message, createPublicKey({ key, format: "der", type: "spki" }), signature);

// RFC 8785 for values without fractions: JSON.stringify escapes as the RFC demands, and sort() compares UTF-16 code units.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

function root(leaf, index, treeSize, hashes) {
  must(index < treeSize, "the place is outside of the log");
  let [r, fn, sn] = [leaf, index, treeSize - 1];
  const halve = () => ([fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]);
  for (const hash of hashes) {
    must(sn !== 0, "the proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      r = sha256(Buffer.from([1]), bytes(hash), r);
      while (fn % 2 === 0 && fn !== 0) halve();
    } else {
      r = sha256(Buffer.from([1]), r, bytes(hash));
    }
    halve();
  }
  must(sn === 0, "the proof is too short");
  return r;
}

function checkReceipt(receipt, given) {
  const key = bytes(given ?? receipt.publicKey);
  const id = `ed25519-${sha256(key).subarray(0, 8).toString("hex")}`;
  must(id === receipt.keyId, "another key is named");
  const { signature, downloadUrl, ...signed } = receipt;
  must(isSigned(Buffer.from(canonical(signed)), bytes(signature), key), "the receipt's signature does not fit");
  return key;
}

function checkEntry(receipt, place, proof, treeSize, expected) {
  const leaf = sha256(Buffer.from([0]), Buffer.from(proof.entry));
  must(leaf.toString("base64") === receipt.leafHashes[place], "the entry is not the one that was signed");
  const entry = JSON.parse(proof.entry);
  must(entry.id === receipt.auditEntries[place], "the entry has another id");
  must(entry.action === ["user.terminated", "user.keys-destroyed"][place], "the entry says something else");
  must(entry.organisationId === receipt.organisationId, "the entry is of another organisation");
  must(entry.target.id === receipt.userId, "the entry is about somebody else");
  must(root(leaf, proof.index, treeSize, proof.hashes).equals(expected), "the proof does not lead to the root");
  return entry;
}

function checkStatement(receipt, held) {
  const format = receipt.format ?? 1;
  must(format === 1 || format === 2, "its format is not known");
  must(held !== undefined || format === 1, "the entry holds no hash of the receipt");
  const { auditEntries, leafHashes, proofBy, publicKey, keyId, signature, downloadUrl, ...said } = receipt;
  const hash = `sha256:${sha256(Buffer.from(canonical(said))).toString("hex")}`;
  must(held === undefined || held === hash, "the entry was made for another receipt");
}

function checkCheckpoint(note, receipt, treeSize, keys) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const [origin, size, hash] = text.split("\n");
  must(origin.replace(/\/[0-9a-f]{16}$/, "") === `lethe/${receipt.organisationId}`, "the checkpoint is of another log");
  must(size === String(treeSize), "the checkpoint has another size");
  const lines = note.slice(end + 2).split("\n").filter((line) => line.startsWith(`\u2014 ${origin} `));
  const signed = lines.some((line) => {
    const signature = bytes(line.split(" ")[2]);
    return keys.some((key) => {
      const id = sha256(Buffer.from(`${origin}\n`), Buffer.from([1]), key.subarray(-32)).subarray(0, 4);
      return id.equals(signature.subarray(0, 4)) && isSigned(Buffer.from(text), signature.subarray(4), key);
    });
  });
  must(signed, "the checkpoint is signed by nobody who is known");
  return bytes(hash);
}

function check(file, given) {
  const receipt = file.receipt ?? file;
  const key = checkReceipt(receipt, given);
  const proof = file.proof;
  if (!proof) return "promised";
  const keys = given ? [key] : [key, ...proof.keys.map((each) => bytes(each.publicKey))];
  const expected = checkCheckpoint(proof.checkpoint, receipt, proof.treeSize, keys);
  must(proof.earlier.length === 1, "there are two entries");
  const entries = [...proof.earlier, proof].map((each, place) => checkEntry(receipt, place, each, proof.treeSize, expected));
  checkStatement(receipt, entries[1].facts.receipt);
  return "proven";
}

try {
  const verdict = check(JSON.parse(readFileSync(process.argv[2], "utf8")), process.argv[3]);
  console.log(verdict);
  process.exitCode = verdict === "proven" ? 0 : 3;
} catch (error) {
  console.log(`false: ${error.message}`);
  process.exitCode = 1;
}
