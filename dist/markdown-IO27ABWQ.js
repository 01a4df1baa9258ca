import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-TP56LDPV.js";import"./chunk-X4FKXBBW.js";import"./chunk-PQ2JJPUC.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
