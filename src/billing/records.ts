/** Where a login connects: an access server or POP, and the column that says so. One object for all logins of one site. */
export interface Site {
  readonly column: string;
  readonly value: string;
}

/** A PPPoE or IPoE login that is online, or is always there by its fixed IP. Texts are as the billing system gives them, blanks included. */
export interface Login {
  readonly id: number;
  readonly login: string;
  readonly ip: string;
  /** The prefix delegated to the customer, and that of the link. */
  readonly delegatedPrefix: string;
  readonly linkPrefix: string;
  /** 0 when there is none. */
  readonly contract: number;
  /** 0 when there is none. */
  readonly plan: number;
  /** Start of the session, `YYYY-MM-DD HH:MM:SS`, comparable as text; zeros or empty for none. */
  readonly connectedAt: string;
  /** Whether billing says that the login itself is cut, though it is online. */
  readonly isCut?: boolean;
  /** Whether the customer is past the data cap. */
  readonly isPastCap?: boolean;
  /** Read only where it is asked for. */
  readonly site?: Site;
  /** The transmitter that the customer is connected through, 0 when there is none; read only where it is asked for. */
  readonly transmitter?: number;
  /** Whether billing does not see it online, and only its fixed IP says that it may be: the IP may be stale. */
  readonly isUnseen?: true;
}

/** What customers are connected through: a sector, an OLT, a switch; it stands at a POP, 0 for none. */
export interface Transmitter {
  readonly id: number;
  readonly name: string;
  readonly pop: number;
}

/** Where transmitters stand: a tower, a cabinet. */
export interface Pop {
  readonly id: number;
  readonly name: string;
}

/** How a plan may go beyond its speed for a while, as it was typed: free texts. */
export interface BurstTexts {
  readonly rate: string;
  /** Empty where it is the plan's speed. */
  readonly threshold: string;
  /** In s. */
  readonly time: string;
}

/** A speed plan. */
export interface Plan {
  readonly id: number;
  readonly name: string;
  /** `I` for Internet; else telephony or a service. */
  readonly kind: string;
  /** Free text, or null where the database holds none: see mapping/speed.ts. */
  readonly download: string | null;
  readonly upload: string | null;
  /** The plans of customers in arrears, and of those past their data cap; absent or 0 for none. */
  readonly arrearsPlan?: number;
  readonly capPlan?: number;
  /** Absent where the plan has none. */
  readonly downloadBurst?: BurstTexts;
  readonly uploadBurst?: BurstTexts;
  /** What a plan that billing does not know is called on a BQN. */
  readonly policyId?: string;
}

/** What else a contract may say, which does not decide about service here but may surprise. */
export type ContractMark = 'unblocked on trust' | 'suspended' | 'not active';

/** A contract, and what it says of service; null where the database holds nothing. */
export interface Contract {
  readonly id: number;
  readonly status: string | null;
  readonly marks?: readonly ContractMark[];
  /** `N` for full speed, `R` for reduced; absent where billing does not say. */
  readonly speedStatus?: string;
}
