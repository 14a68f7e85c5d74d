import preset from '../../tools/angular/jest-angular.mjs';

export default { ...preset, displayName: 'dashboard' };
