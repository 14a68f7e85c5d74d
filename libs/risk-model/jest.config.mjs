import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'risk-model', rootDir: import.meta.dirname };
