import type { NoticeEvent } from '../notify/notice.ts';
import type { Language } from '../text/language.ts';
import { type Both, code, table } from './cells.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['event', 'when it is sent'],
  pt: ['evento', 'quando é enviado'],
};

const EVENTS: Readonly<Record<NoticeEvent, Both>> = {
  failed: { en: 'a run failed, and the one before did not', pt: 'uma execução falhou, e a anterior não' },
  failing: { en: 'the third failure in a row', pt: 'a terceira falha seguida' },
  recovered: { en: 'it works again', pt: 'voltou a funcionar' },
  'held-back': {
    en: 'the gate holds something back that it did not before',
    pt: 'a trava reteve algo que antes não retinha',
  },
  refused: {
    en: 'the BQN refused entries that it did not refuse before',
    pt: 'o BQN recusou itens que antes não recusava',
  },
  offline: {
    en: 'a fifth of all customers or more has been offline for two hours',
    pt: 'um quinto de todos os clientes ou mais está offline há duas horas',
  },
  'let-pass': { en: '`--approve` let something pass', pt: 'o `--approve` deixou algo passar' },
  released: { en: 'something is no longer held back', pt: 'algo deixou de estar retido' },
  certificate: {
    en: 'a BQN shows another certificate than the one that is known',
    pt: 'um BQN mostra um certificado diferente do conhecido',
  },
  names: {
    en: 'an override or `--skip-login` names a login that IXC does not have, or that several online logins have; once a day',
    pt: 'uma exceção ou o `--skip-login` indica um login que o IXC não tem, ou que vários logins online têm; uma vez por dia',
  },
  'tug-of-war': {
    en: 'another hand writes the same entries in turn',
    pt: 'outra mão regrava os mesmos itens a cada vez',
  },
  paused: { en: 'somebody paused it', pt: 'alguém deu uma pausa' },
  resumed: { en: 'the pause is over', pt: 'a pausa acabou' },
  test: { en: '`--check` tries whether notices arrive', pt: 'o `--check` testa se os avisos chegam' },
};

export function eventTable(language: Language): string {
  return table(
    TITLES[language],
    Object.entries(EVENTS).map(([event, when]) => [code(event), when[language]]),
  );
}
