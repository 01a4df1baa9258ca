import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{f as a,g as b}from"./chunk-4NOVAV2V.js";import"./chunk-XEALM7TP.js";import"./chunk-HXRJY536.js";import"./chunk-AKIMCPOR.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
