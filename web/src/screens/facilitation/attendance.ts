import type { SittingView, TraineeView } from '@/screens/resilience/types.ts';

/** Whether somebody was at a sitting, and for how long; no hours mean the whole of it. */
export type Stay = { trainee_id: string; present: boolean; hours: number | null };

/** Everybody registered, as a sitting has them; at a new one all were there the whole time until somebody says otherwise. */
export function stayed(trainees: readonly TraineeView[], sitting: SittingView | undefined): Stay[] {
  return trainees.map(({ id }) => {
    const there = sitting?.attendance.find((one) => one.trainee_id === id);
    return { trainee_id: id, present: sitting === undefined || there !== undefined, hours: there && there.hours !== sitting?.hours ? there.hours : null };
  });
}

/** As the interface takes it: those who were there, with hours only where they were not those of the whole. */
export const sentAttendance = (stays: readonly Stay[], hours: number | null): { trainee_id: string; hours?: number }[] =>
  stays.filter((one) => one.present).map((one) => (one.hours === null || one.hours === hours ? { trainee_id: one.trainee_id } : { trainee_id: one.trainee_id, hours: one.hours }));
