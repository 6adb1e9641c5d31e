// The reliability chart: what was said across, what came upwards, with the sampling error of each; on the line it came as often as was
// said. The table has everything once more.
import { number } from '../format';
import { t } from '../lang';
import type { HeldStep } from '../types';
import { percent } from './chance';
import { useWidth } from './width';

const R = 14, T = 14, B = 40, L = 46, WIDE = 440;

function Drawing({ steps, label }: { steps: HeldStep[]; label: string }) {
  const [at, room] = useWidth<HTMLDivElement>(WIDE);
  const width = Math.min(room, WIDE), height = Math.round(width * 0.8), most = Math.max(...steps.map((s) => s.goals));
  const x = (v: number) => L + v * (width - L - R), y = (v: number) => T + (1 - v) * (height - T - B);
  return (
    <div class="drawing" ref={at}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {[0, 0.5, 1].map((v) => (
          <g key={v}>
            <line class="grid" x1={x(0)} x2={x(1)} y1={y(v)} y2={y(v)} />
            <text x={L - 6} y={y(v) + 4} text-anchor="end">{percent(v)}</text><text x={x(v)} y={height - B + 16} text-anchor={v === 1 ? 'end' : v ? 'middle' : 'start'}>{percent(v)}</text>
          </g>))}
        <line class="expected" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {steps.map((s) => (
          <g key={s.from} class="came">
            <line x1={x(s.said)} x2={x(s.said)} y1={y(s.low)} y2={y(s.high)} />
            <circle cx={x(s.said)} cy={y(s.was)} r={3 + 6 * Math.sqrt(s.goals / most)} />
          </g>))}
        <text x={x(0.5)} y={height - 6} text-anchor="middle">{t('what was said')}</text>
      </svg>
    </div>
  );
}

export function Reliability({ steps, level }: { steps: HeldStep[]; level: string }) {
  const label = t('Reliability chart for {level}: what was said across, what came upwards. The table below has every step.', { level });
  return (
    <figure class="chart reliability">
      <Drawing steps={steps} label={label} />
      <figcaption class="hint"><span><span class="key came" /> {t('how many reached it; the larger the dot, the more goals')}</span> <span><span class="key expected" /> {t('as often as was said')}</span>{' '}
        <span>{t('The bars are sampling error: where one crosses the line, the difference may be chance.')}</span></figcaption>
      <details class="later"><summary>{t('As a table')}</summary>
        <div class="scrolls" tabIndex={0} role="region" aria-label={t('What was said, and what came')}>
          <table><thead><tr><th scope="col">{t('Said')}</th><th scope="col">{t('Goals')}</th><th scope="col">{t('Said on average')}</th><th scope="col">{t('Came')}</th><th scope="col">{t('Sampling error')}</th></tr></thead>
            <tbody>{steps.map((s) => (
              <tr key={s.from}><th scope="row">{t('{from} to {to}', { from: percent(s.from), to: percent(s.to) })}</th><td>{number(s.goals)}</td><td>{percent(s.said)}</td><td>{percent(s.was)}</td>
                <td>{t('{from} to {to}', { from: percent(s.low), to: percent(s.high) })}</td></tr>))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
