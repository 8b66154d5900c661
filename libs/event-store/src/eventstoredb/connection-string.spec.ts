import { parseConnectionString } from './connection-string';
import { StreamNames } from './stream-names';

const targetOf = (url: string) => {
  const parsed = parseConnectionString(url);
  return parsed.ok ? parsed.value : parsed.rejection.actual.en;
};

describe('a connection string of EventStoreDB', () => {
  it.each([
    ['esdb://localhost', { address: 'localhost:2113', tls: true, isCluster: false, installation: 'zhibu' }],
    ['esdb://a:p%40ss@one.example:2113,two.example:2114/?tls=true&tlsCAFile=%2Fca%20x.crt', { address: 'one.example:2113,two.example:2114', isCluster: true, caFile: '/ca x.crt' }],
    ['esdb+discover://cluster.example?tls=false', { isCluster: true, tls: false, hosts: [{ host: 'cluster.example', port: 2113 }] }],
  ])('%s names where, how and who', (url, expected) => expect(targetOf(url)).toMatchObject(expected));

  it('may name the installation, which the client never sees', () => {
    expect(targetOf('esdb://h:1?installation=hubei')).toMatchObject({ installation: 'hubei', clientUrl: 'esdb://h:1' });
    expect(targetOf('esdb://h:1?tls=false&installation=hubei&keepAliveInterval=20000')).toMatchObject({ clientUrl: 'esdb://h:1?tls=false&keepAliveInterval=20000' });
    expect(targetOf('esdb://u:in?stallation=x@h:1?installation=hubei')).toMatchObject({ installation: 'hubei', clientUrl: 'esdb://u:in?stallation=x@h:1' });
  });

  it.each([
    ['esdb://h:1?throwOnAppendFailure=false', 'the option "throwOnAppendFailure"'],
    ['esdb://user:secret@h:1?nope=1', 'the option "nope"'],
    ['esdb://admin:secret', 'a host that is not host or host:port'],
    ['postgres://h', 'does not begin with esdb://'],
  ])('%s is refused with words that hold no secret', (url, words) => expect(targetOf(url)).toBe(words));
});

describe('names of streams on a shared server', () => {
  it('tell one installation from another, also when a name begins like another', () => {
    const [hubei, other] = [new StreamNames('hubei'), new StreamNames('hubei-2')];
    expect(hubei.ofStream('person-a')).toBe('hubei/person-a');
    expect(hubei.streamOf(other.ofStream('person-a'))).toBeNull();
    expect(hubei.streamOf('hubei/person-a')).toBe('person-a');
    expect(hubei.prefixesOf(['person-'])).toEqual(['hubei/person-']);
    expect(hubei.prefixesOf([])).toEqual(['hubei/']);
    expect(() => new StreamNames('$all')).toThrow(RangeError);
  });
});
