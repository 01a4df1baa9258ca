import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as s,d as e}from"./chunk-P2HAWSMN.js";import{a as t}from"./chunk-JMBEER32.js";var p="Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.",d=t((i,{run:a,measuredBy:o}={})=>{let n=o??a,r=e(i,{most:s,...n!==void 0&&{run:n}});return o===void 0?r:`${r}
${p}
`},"comparisonComment");export{d as a};
