import { KeyObject, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { der } from './der';

export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
  /** Path of the authority's certificate: what a client has to trust (`tlsCAFile`). */
  readonly caFile: string;
}

interface Party {
  readonly name: Buffer;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const ecdsaWithSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
const dayMs = 86_400_000;

const party = (commonName: string): Party => ({
  name: der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text(commonName)))),
  ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
});

/** Valid from yesterday for a year; signed with ECDSA. */
const certify = (subject: Party, issuer: Party, extensions: Buffer): string => {
  const now = Date.now();
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer.name,
    der.sequence(der.time(new Date(now - dayMs)), der.time(new Date(now + 365 * dayMs))),
    subject.name,
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(extensions)),
  );
  const certificate = der.sequence(body, ecdsaWithSha256, der.bits(sign('sha256', body, issuer.privateKey)));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};

const isAuthority = der.sequence(der.oid('2.5.29.19'), der.yes(), der.octets(der.sequence(der.yes())));

const alternativeNames = (hosts: readonly string[]): Buffer => der.sequence(der.oid('2.5.29.17'), der.octets(der.sequence(...hosts.map((host) =>
  (isIPv4(host) ? der.tagged(7, Buffer.from(host.split('.').map(Number)), false) : der.tagged(2, Buffer.from(host), false))))));

/** A new authority and a certificate of it for these hosts; the keys live as long as the test. */
export const makeServerCertificate = (hosts: readonly string[] = ['127.0.0.1', 'localhost']): ServerCertificate => {
  const authority = party('Zhibu test authority');
  const server = party(hosts[0] ?? 'nobody');
  const caFile = join(mkdtempSync(join(tmpdir(), 'zhibu-test-ca-')), 'ca.crt');
  writeFileSync(caFile, certify(authority, authority, isAuthority));
  return {
    certificate: certify(server, authority, alternativeNames(hosts)),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    caFile,
  };
};
