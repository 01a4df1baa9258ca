import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a as i,d as a,e as m}from"./chunk-5VOG6M2A.js";import{a as p}from"./chunk-7NDR7Q7W.js";import{c as s}from"./chunk-Q4ARZYKO.js";import{a as t}from"./chunk-JMBEER32.js";var h="Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.",b=t((o,{run:d,measuredBy:n,unjudged:r}={})=>{let e=n??d,c=m(o,{most:a,...e!==void 0&&{run:e}}),f=[...i(o).map(p),...r===void 0?[]:[`\u26A0\uFE0F ${s(r)}`],...n===void 0?[]:[h]];return[c,...f.map(u=>`${u}
`)].join(`
`)},"comparisonComment");export{b as a};
