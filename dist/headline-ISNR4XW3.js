import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-7EKBUYH7.js";import"./chunk-UCY7CON3.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{b as headline,a as mostTelling};
