import { everyPageJourneys } from './every-page.journey';
import { keyboardJourneys } from './keyboard.journey';
import { movingAboutJourneys } from './moving-about.journey';
import { safetyJourneys } from './safety.journey';
import { sessionJourneys } from './session.journey';
import { signInJourneys } from './sign-in.journey';
import { describeConsole } from './support/describe-console';

describeConsole('the pages of the console in a browser', (stage) => {
  signInJourneys(stage);
  sessionJourneys(stage);
  movingAboutJourneys(stage);
  keyboardJourneys(stage);
  safetyJourneys(stage);
  everyPageJourneys(stage);
});
