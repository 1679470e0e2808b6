export * from '../customers/fate-change.ts';
