import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-2KCXK2N2.js";import"./chunk-TSJWGYDD.js";import"./chunk-OTYW4H42.js";import"./chunk-BOSJFBJV.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
