// A provider of identity to try the service with, on this machine: `node trial.js https://localhost:8443`.
//
// It knows the people of the tests, with any password, and the record system `pr2`. Its secrets stand here for all to
// read and its keys are those of its library's examples, so it is for nothing but trying.
import { startProvider } from './provider.js';

const [address = 'https://localhost:8443'] = process.argv.slice(2);
const { issuer } = await startProvider(address, 4000, { pages: 'secret-of-pages', system: 'secret-of-pr2' });
console.log(`The provider ${issuer} knows a.keeper and n.obody, and the system pr2, for ${address}.`);
