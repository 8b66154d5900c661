import './start-postgres';

const stopPostgres = async (): Promise<void> => {
  await globalThis.zhibuTestPostgres?.stop();
};

export default stopPostgres;
