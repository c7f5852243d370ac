import type { RandomStream, Weighted } from '../random.ts';
import type { Culture } from './cultures.ts';
import { asciiWord } from './text.ts';

/** A company that does not exist, with the sizes of one that could. */
export interface SeedCompany {
  readonly name: string;
  readonly domain: string;
  /** HubSpot's own list of industries names it; the other vendors' stand-ins translate. */
  readonly industry: string;
  readonly employees: number;
  /** In the account's currency. */
  readonly annualRevenue: number;
  readonly country: string;
  readonly city: string;
}

const ROOTS = [
  'Alba',
  'Boréal',
  'Cadran',
  'Delta',
  'Érable',
  'Fanal',
  'Granit',
  'Horizon',
  'Iris',
  'Jade',
  'Kaolin',
  'Lumen',
  'Mistral',
  'Nova',
  'Opale',
  'Pivoine',
  'Quartz',
  'Rivage',
  'Silex',
  'Tilleul',
  'Ulysse',
  'Vega',
  'Zénith',
  'Ardoise',
  'Bruyère',
  'Cèdre',
  'Estuaire',
  'Galet',
  'Méridien',
  'Nacre',
] as const;

const TRADES: Weighted<readonly [industry: string, suffix: string]> = [
  [['COMPUTER_SOFTWARE', 'Logiciels'], 16],
  [['INFORMATION_TECHNOLOGY_AND_SERVICES', 'Systems'], 12],
  [['MANAGEMENT_CONSULTING', 'Conseil'], 10],
  [['MARKETING_AND_ADVERTISING', 'Studio'], 9],
  [['FINANCIAL_SERVICES', 'Finance'], 7],
  [['HUMAN_RESOURCES', 'Talents'], 6],
  [['INSURANCE', 'Assurances'], 4],
  [['CONSTRUCTION', 'Bâtiment'], 7],
  [['RETAIL', 'Boutiques'], 8],
  [['LOGISTICS_AND_SUPPLY_CHAIN', 'Logistique'], 6],
  [['REAL_ESTATE', 'Immobilier'], 5],
  [['HOSPITAL_HEALTH_CARE', 'Santé'], 5],
  [['MECHANICAL_OR_INDUSTRIAL_ENGINEERING', 'Industrie'], 5],
];

const SIZES: Weighted<readonly [fewest: number, most: number]> = [
  [[1, 4], 20],
  [[5, 19], 26],
  [[20, 99], 26],
  [[100, 499], 16],
  [[500, 2000], 8],
  [[2001, 12_000], 4],
];

/** Draws a company; companies of the same name get different domains by their number. */
export function drawCompany(random: RandomStream, culture: Culture, number: number): SeedCompany {
  const [industry, suffix] = random.weighted(TRADES);
  const root = random.pick(ROOTS);
  const [fewest, most] = random.weighted(SIZES);
  const employees = random.between(fewest, most);
  return {
    name: `${root} ${suffix}`,
    domain: `${asciiWord(root)}-${asciiWord(suffix)}${number}.${culture.topLevelDomain}`,
    industry,
    employees,
    annualRevenue: employees * random.between(70, 180) * 1000,
    country: culture.country,
    city: random.pick(culture.cities),
  };
}
