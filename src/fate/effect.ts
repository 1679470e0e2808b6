export * from '../customers/effect.ts';
