import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{G as a,H as b}from"./chunk-HRLCMZBZ.js";import"./chunk-XEALM7TP.js";import"./chunk-INR66IJP.js";import"./chunk-HXRJY536.js";import"./chunk-UGQG2PZS.js";import"./chunk-AKIMCPOR.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
