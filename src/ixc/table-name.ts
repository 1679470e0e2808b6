/** The tables of IXC that a run reads (reference/ixc-api.md). */
export type TableName = 'radusuarios' | 'radgrupos' | 'cliente_contrato';
