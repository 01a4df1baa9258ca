import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-5IDJZ6DF.js";import"./chunk-C7EW5NKN.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{b as headline,a as mostTelling};
