import { resources } from 'slipway';

/** What each service is promised and may use at most, as in compose.yaml. */
export const figures = {
  nginx: resources({ millicores: [250, 1000], mebibytes: [64, 256] }),
  frontend: resources({ millicores: [250, 1000], mebibytes: [128, 512] }),
  backend: resources({ millicores: [500, 2000], mebibytes: [512, 1536] }),
  postgres: resources({ millicores: [500, 2000], mebibytes: [512, 2048] }),
  adminer: resources({ millicores: [100, 500], mebibytes: [64, 256] }),
};
