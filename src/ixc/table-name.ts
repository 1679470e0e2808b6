/** The tables of IXC that a run reads (src/ixc/README.md, "Logins"); the last two only for `--site-groups pop`. */
export type TableName = 'radusuarios' | 'radgrupos' | 'cliente_contrato' | 'radpop_radio' | 'radpop';
