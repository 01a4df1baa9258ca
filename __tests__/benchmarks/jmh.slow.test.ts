import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test as always, expect } from '@jest/globals';
import { hasProgram, tryBenchmarks, units } from './bench-trial.ts';

const dependency = (group: string, name: string, version: string) =>
  `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`;
const PLUGINS = 'org.apache.maven.plugins';
const MANIFEST = 'org.apache.maven.plugins.shade.resource.ManifestResourceTransformer';

const PROJECT = {
  'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  ${dependency('org.example', 'sums', '1')}
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>${dependency('org.openjdk.jmh', 'jmh-core', '1.37')}</dependency>
    <dependency>${dependency('org.openjdk.jmh', 'jmh-generator-annprocess', '1.37')}</dependency>
  </dependencies>
  <build><plugins>
    <plugin>${dependency(PLUGINS, 'maven-compiler-plugin', '3.13.0')}</plugin>
    <plugin>${dependency(PLUGINS, 'maven-shade-plugin', '3.6.0')}
      <executions><execution><phase>package</phase><goals><goal>shade</goal></goals>
        <configuration><finalName>benchmarks</finalName><transformers>
          <transformer implementation="${MANIFEST}"><mainClass>org.openjdk.jmh.Main</mainClass></transformer>
        </transformers></configuration>
      </execution></executions>
    </plugin>
  </plugins></build>
</project>
`,
  'src/main/java/sums/Sums.java': `package sums;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.*;

@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Sums {
  @Param({"10", "100"}) int n;
  @Benchmark @BenchmarkMode(Mode.AverageTime)
  public long sum() { long s = 0; for (int i = 0; i < n; i++) s ^= i; return s; }
  @Benchmark @BenchmarkMode(Mode.Throughput)
  public long rate() { return n; }
}
`,
};

function canFetch(directory: string): boolean {
  try {
    const pom = join(directory, 'pom.xml');
    execFileSync('mvn', ['-q', '-B', '-f', pom, 'compile'], { stdio: 'ignore', timeout: 300_000 });
    return true;
  } catch {
    console.warn('skipped: JMH cannot be fetched on this machine');
    return false;
  }
}

const test = hasProgram('mvn', '-v') && hasProgram('java', '-version') ? always : always.skip;

test('JMH: the jar is built once and tells of each benchmark, mode and parameter', async () => {
  await using trial = await tryBenchmarks(PROJECT);
  if (!canFetch(trial.directory)) return;
  const run = await trial.run(300_000);
  expect(units(run)).toEqual({
    'sums.Sums::rate n=10 thrpt': 'op/s',
    'sums.Sums::rate n=100 thrpt': 'op/s',
    'sums.Sums::sum n=10 avgt': 'ns/op',
    'sums.Sums::sum n=100 avgt': 'ns/op',
  });
  expect(run.kind).toBe('reported');
}, 900_000);
