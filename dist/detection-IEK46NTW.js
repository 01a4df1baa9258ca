import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{u as a,v as b}from"./chunk-LS26AFP3.js";import"./chunk-XEALM7TP.js";import"./chunk-HXRJY536.js";import"./chunk-AKIMCPOR.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
