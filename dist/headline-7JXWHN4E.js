import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-OTYW4H42.js";import"./chunk-BOSJFBJV.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{b as headline,a as mostTelling};
