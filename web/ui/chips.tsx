// Several short texts in one field: Enter or a comma adds what was typed, Backspace in the empty field takes the last one back.
import { useState } from 'preact/hooks';
import { t } from '../lang';
import { Field } from './parts';

export function Chips({ label, hint, name, fault, value, onChange }: { label: string; hint?: string; name: string; fault?: string; value: string[]; onChange: (v: string[]) => void }) {
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    const fresh = text.split(',').map((s) => s.trim()).filter((s) => s && !value.some((v) => v.toLowerCase() === s.toLowerCase()));
    if (fresh.length) onChange([...value, ...fresh]);
    setTyped('');
  };
  return (
    <Field label={label} hint={hint} name={name} fault={fault}>
      {(a) => (
        <>
          {value.length > 0 && (
            <ul class="chips">
              {value.map((v) => <li key={v}>{v} <button type="button" class="plain" aria-label={t('Remove {name}', { name: v })} onClick={() => onChange(value.filter((x) => x !== v))}>×</button></li>)}
            </ul>
          )}
          <input {...a} type="text" value={typed} enterkeyhint="enter"
            onInput={(e) => { const text = e.currentTarget.value; if (text.includes(',')) add(text); else setTyped(text); }}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && typed.trim()) { e.preventDefault(); add(typed); }
              else if (e.key === 'Backspace' && !typed && value.length) onChange(value.slice(0, -1));
            }} onBlur={() => add(typed)} />
        </>
      )}
    </Field>
  );
}
