// Checks an erasure receipt, from docs/receipt.md alone: node verifier.mjs RECEIPT.json [public key in base64]…
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

class False extends Error {}
const must = (right, otherwise) => {
  if (!right) throw new False(otherwise);
};
const bytes = (base64) => {
  const decoded = Buffer.from(base64, "base64");
  must(decoded.toString("base64") === base64, "that is not base64 in its one form");
  return decoded;
};
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const isSigned = (message, signature, key) =>
  signature.length === 64 && verify(null, message, createPublicKey({ key, format: "der", type: "spki" }), signature);

// The y of the points of small order; nobody's key.
const P = 2n ** 255n - 19n;
const ORDER8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL = [0n, 1n, P - 1n, ORDER8, P - ORDER8];

function publicKey(base64) {
  const key = bytes(base64);
  must(key.length === 44 && key.toString("hex").startsWith("302a300506032b6570032100"), "that is no Ed25519 key");
  const y = BigInt(`0x${Buffer.from(key.subarray(12)).reverse().toString("hex")}`) & (2n ** 255n - 1n);
  must(y < P && !SMALL.includes(y), "that is nobody's key");
  return key;
}
const idOf = (key) => `ed25519-${sha256(key).subarray(0, 8).toString("hex")}`;

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
  const key = publicKey(receipt.publicKey);
  must(idOf(key) === receipt.keyId, "another key is named");
  must(given.length === 0 || given.some((one) => one.equals(key)), "it is not signed by the key that was given");
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

function checkRepetition(receipt, facts) {
  must(receipt.again === facts.again && receipt.restore === facts.restore, "receipt and entry do not say the same of a repetition");
  must(receipt.again === undefined || receipt.again === true, "it was repeated or not");
  must(receipt.restore === undefined || (receipt.again && typeof receipt.restore === "string"), "a restore of nothing repeated");
}

function checkStatement(receipt, held) {
  const format = receipt.format ?? 1;
  must(format === 1 || format === 2, "its format is not known");
  must(held !== undefined || format === 1, "the entry holds no hash of the receipt");
  const { auditEntries, leafHashes, proofBy, publicKey, keyId, signature, downloadUrl, ...said } = receipt;
  const hash = `sha256:${sha256(Buffer.from(canonical(said))).toString("hex")}`;
  must(held === undefined || held === hash, "the entry was made for another receipt");
}

function signers(text, lines, origin, keys) {
  const signed = [];
  for (const line of lines) {
    const [dash, name, base64, ...more] = line.split(" ");
    must(dash === "\u2014" && name !== "" && more.length === 0, "a signature line is none");
    const signature = bytes(base64);
    must(signature.length > 4, "a signature line is none");
    for (const key of name === origin ? keys : []) {
      const id = sha256(Buffer.from(`${origin}\n`), Buffer.from([1]), key.subarray(-32)).subarray(0, 4);
      if (id.equals(signature.subarray(0, 4))) {
        must(isSigned(Buffer.from(text), signature.subarray(4), key), "a signature under the checkpoint does not fit");
        signed.push(key);
      }
    }
  }
  return signed;
}

function checkCheckpoint(note, receipt, treeSize, given, carried) {
  const end = note.lastIndexOf("\n\n");
  must(end > 0 && note.endsWith("\n"), "the checkpoint is no signed note");
  const text = note.slice(0, end + 1);
  const [origin, size, hash] = text.split("\n");
  must(origin.replace(/\/[0-9a-f]{16}$/, "") === `lethe/${receipt.organisationId}`, "the checkpoint is of another log");
  must(size === String(treeSize), "the checkpoint has another size");
  const lines = note.slice(end + 2, -1).split("\n");
  let signed = signers(text, lines, origin, given);
  if (signed.length === 0) signed = signers(text, lines, origin, carried);
  must(signed.length > 0, "the checkpoint is signed by nobody who is known");
  return [bytes(hash), signed];
}

// The key that a link says follows this one; none where it does not hold.
function followed(link, before) {
  try {
    const [text, line, ...more] = link.split("\n\n");
    must(more.length === 0 && line.endsWith("\n"), "it is no note");
    const [name, id, base64, ofBefore] = text.split("\n");
    const key = publicKey(base64);
    must(name === "lethe/signing-key" && ofBefore === idOf(before) && id === idOf(key), "it is about other keys");
    return signers(`${text}\n`, line.slice(0, -1).split("\n"), name, [before]).length > 0 ? [key] : [];
  } catch {
    return [];
  }
}

// Those that were given, and all that the chain of keys leads to from them.
function known(given, keys) {
  const found = [...given];
  for (const before of found) {
    for (const key of keys.flatMap((each) => followed(each.link, before))) {
      if (!found.some((one) => one.equals(key))) found.push(key);
    }
  }
  return found;
}

function check(file, named) {
  const receipt = file.receipt ?? file;
  const given = known(named, file.proof?.keys ?? []);
  const key = checkReceipt(receipt, given);
  if (!("proof" in file)) return "promised";
  const proof = file.proof;
  must(proof !== null && typeof proof === "object", "the proof is none");
  const listed = (proof.keys ?? []).filter((each) => each.id.startsWith("ed25519-")).map((each) => {
    must(idOf(publicKey(each.publicKey)) === each.id, "a key has another id");
    return publicKey(each.publicKey);
  });
  const [expected, signed] = checkCheckpoint(proof.checkpoint, receipt, proof.treeSize, given, [key, ...listed]);
  must(proof.earlier.length === 1, "there are two entries");
  const entries = [...proof.earlier, proof].map((each, place) => checkEntry(receipt, place, each, proof.treeSize, expected));
  checkStatement(receipt, entries[1].facts.receipt);
  checkRepetition(receipt, entries[0].facts);
  return [key, ...signed].every((one) => given.some((known) => known.equals(one))) ? "proven" : "consistent";
}

try {
  const verdict = check(JSON.parse(readFileSync(process.argv[2], "utf8")), process.argv.slice(3).map(publicKey));
  console.log(verdict);
  process.exitCode = { proven: 0, promised: 3, consistent: 5 }[verdict];
} catch (error) {
  console.log(`false: ${error.message}`);
  process.exitCode = 1;
}
