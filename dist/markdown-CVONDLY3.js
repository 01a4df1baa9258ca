import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-QXBQKE5M.js";import"./chunk-CVKC5E3D.js";import"./chunk-QXEK63KO.js";import"./chunk-64CI6DUQ.js";import"./chunk-WQNSVYHF.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
