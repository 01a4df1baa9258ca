import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{r as a,s as b}from"./chunk-53VB52RF.js";import"./chunk-XEALM7TP.js";import"./chunk-HXRJY536.js";import"./chunk-AKIMCPOR.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
