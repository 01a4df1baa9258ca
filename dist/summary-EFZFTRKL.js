import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a as m}from"./chunk-DEWCYL7L.js";import{C as o}from"./chunk-JDPAKWG6.js";import{a as r}from"./chunk-JMBEER32.js";var a=9e5;function f({report:s,pull:n,trouble:t}){let i=n===void 0?[]:[`The pull request: [#${n.number}](${n.url})`],u=t===void 0?[]:[`\u26A0\uFE0F ${t}`],e=[...i,...u].map(c=>`${c}

`).join("");return e+o(s,a-e.length,{phrase:m})}r(f,"summaryOf");export{f as summaryOf};
