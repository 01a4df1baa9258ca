import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{t as a,u as b}from"./chunk-J74SKHIY.js";import"./chunk-XEALM7TP.js";import"./chunk-HXRJY536.js";import"./chunk-AKIMCPOR.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
