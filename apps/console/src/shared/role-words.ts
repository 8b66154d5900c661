/** What officers are called, as the history of their accounts calls them. Keys are the codes of the roles. */
export { roleTitles as roleWords } from '@zhibu/kernel';
