import { EventCatalogue, sha256Hex, subjectsOf } from '@zhibu/kernel';
import { EventCodec } from '../ports/event-codec';
import { Pseudonyms } from '../ports/pseudonyms';

/** For specs of this library: the real codec and its keys have suites of their own. */
export const createPlainCodec = (catalogue: EventCatalogue): EventCodec => ({
  seal: (events) =>
    Promise.resolve(
      events.map((event) => {
        const spec = catalogue[event.type];
        return { type: event.type, schemaVersion: spec?.schemaVersion ?? 1, data: structuredClone(event.data), subjects: spec === undefined ? [] : subjectsOf(spec, event.data) };
      }),
    ),
  open: (stored) => Promise.resolve(stored),
});

export const plainPseudonyms: Pseudonyms = {
  personKey: (idNumber) => sha256Hex(`person ${idNumber}`).slice(0, 26),
  accountKey: (accountNumber) => sha256Hex(`account ${accountNumber}`).slice(0, 26),
};
