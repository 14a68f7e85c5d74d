import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** The root: nothing but the current page, with or without the shell around it. */
@Component({ selector: 'ch-root', imports: [RouterOutlet], template: `<router-outlet />` })
export class App {}
