export * from '../customers/fate.ts';
