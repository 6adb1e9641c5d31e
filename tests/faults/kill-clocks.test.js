// kill -9 while the clocks' jobs run, again and again: late needs, barriers that rise, goals that are quiet, proposals that nobody answered.
// What is due is done, each once, and who is told is told once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { databases, pause, plain } from '../lib/faults.js';
import { activeGoal, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const EACH = 150; // more than a job takes at once
const KILLS_MOST = 200;

const due = {
  needs: 'needs WHERE warns_at IS NOT NULL AND warns_at <= NOW',
  barriers: 'barriers WHERE rises_at IS NOT NULL AND rises_at <= NOW',
  reminders: 'goal_nudges WHERE at <= NOW',
  proposals: "goals WHERE state = 'proposed' AND waits_until <= NOW",
};

for (const { name, postgres, skip } of databases) {
  test(`kill -9 while clocks' jobs run, on ${name}`, { skip }, async (t) => {
    const server = await startServer({ name: 'kill-clocks', at: '2026-03-11T10:00:00Z', postgres, program: plain });
    try {
      const boss = await server.person({ name: 'Bo Boss' });
      const [sam, giver] = [await server.person({ name: 'Sam Staff', manager: boss }), await server.person({ name: 'Gus Giver', manager: boss })];
      for (let i = 0, goal; i < EACH; i++) {
        if (i % 10 === 0) goal = await activeGoal(sam, { supporter: boss, title: `Waits for others ${i}`, due_on: server.clock.day(90) });
        await ok(sam.post(`/goals/${goal.id}/needs`, { text: `Board ${i}`, person_id: giver.id, due_on: server.clock.day(2) }), 201);
        await ok(sam.post(`/goals/${goal.id}/barriers`, { text: `Stone ${i}`, kind: 'decision', importance: 'high', urgency: 'high', asked_id: giver.id }), 201);
      }
      const quiet = [], waiting = [];
      for (let i = 0; i < 20; i++) {
        quiet.push((await activeGoal(giver, { supporter: boss, title: `Quiet ${i}`, due_on: server.clock.day(90) })).id);
        waiting.push((await proposedGoal(giver, { supporter_id: boss.id, title: `Waits ${i}`, due_on: server.clock.day(90) })).id);
      }
      const count = (from) => Number(server.sql(`SELECT count(*) FROM ${from.replace('NOW', server.clock.now().getTime())}`));
      const left = () => Object.values(due).reduce((sum, from) => sum + count(from), 0);
      await server.stop();
      server.clock.advance({ days: 16 });
      const all = left();
      let kills = 0, inside = 0, most = 4; // ms: longer until something has been done when it is killed
      for (let before = all, now = all; now > 0 && kills < KILLS_MOST; kills++, before = now) {
        await server.serve();
        await pause(Math.random() * most);
        await server.kill9();
        now = left();
        if (now === before) most *= 1.2;
        else if (now > 0) inside++;
      }
      await server.serve();
      await until(() => left() === 0, { what: 'what is due' });
      t.diagnostic(`${all} were due; ${kills} kills, ${inside} of them between the first and the last`);
      assert.ok(inside > 0, 'at least once it was killed in the middle');
      assert.equal(count("events WHERE type = 'need.late'"), EACH);
      for (const person of [sam, giver]) assert.equal(count(`notices WHERE kind = 'need_late' AND person_id = ${person.id}`), EACH);
      assert.equal(count("events WHERE type = 'barrier.risen'"), EACH);
      assert.equal(count(`notices WHERE kind = 'barrier_asked' AND person_id = ${boss.id}`), EACH);
      assert.equal(count(`events WHERE type = 'goal.activated' AND goal_id IN (${waiting})`), waiting.length);
      assert.equal(count(`notices WHERE kind = 'checkin_due' AND person_id = ${giver.id} AND goal_id IN (${quiet})`), quiet.length);
      await until(() => count('events') === count('event_seals'), { what: 'sealing' });
      const verified = await server.cli('verify');
      assert.equal(verified.status, 0, verified.out + verified.err);
    } finally {
      await server.remove();
    }
  });
}
