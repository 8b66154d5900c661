import { Alert, Button, Card, Flex, Progress } from 'antd';
import { Link } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { AreaName } from '../../shared/area-name';
import { CaseItem, casePath } from '../../shared/case-table';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { In } from '../../texts/catalogue';
import { useTexts } from '../../texts/language';
import { Run, leftOf } from './run';
import { texts } from './texts';

interface ProgressingProps {
  readonly run: Run;
  readonly onGoOn: () => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

const whole = 100;

const whyCut = (said: In<typeof texts>, why: Error | null, left: number): string =>
  (why instanceof ApiProblem ? (why.problem.status === 401 ? said.signedOut : said.busy) : said.cut)(left);

/** How far the row has come, and every refusal with its case. */
export const Progressing = ({ run, onGoOn, onStop, onClose }: ProgressingProps) => {
  const said = useTexts(texts);
  const { steps, state, why } = run;
  const left = leftOf(run);
  const done = steps.filter(({ result }) => result !== 'waits').length;
  const refused = steps.flatMap(({ item, result }) => (result instanceof Error ? [{ item, error: result }] : []));
  const words = said.progress(done, steps.length, refused.length);
  return (
    <Card size="small" title={words} extra={state === 'running' ? <Button onClick={onStop}>{said.stop}</Button> : <Button onClick={onClose}>{said.close}</Button>}>
      <Progress percent={Math.floor((done * whole) / steps.length)} status={state === 'running' ? 'active' : refused.length > 0 ? 'exception' : 'normal'} aria-label={words} />
      {state === 'cut' || state === 'stopped' ? <Alert type="warning" showIcon title={state === 'cut' ? whyCut(said, why, left.length) : said.stopped(left.length)} action={<Button onClick={onGoOn}>{said.goOn}</Button>} /> : null}
      {why instanceof ApiProblem && why.problem.status !== 401 && left[0] !== undefined ? <AtCase item={left[0]} error={why} /> : null}
      {refused.length === 0 ? null : (
        <section aria-label={said.refusedOnes}>
          <Flex vertical gap="small">
            {refused.map(({ item, error }) => <AtCase key={item.applicationId} item={item} error={error} />)}
          </Flex>
        </section>
      )}
    </Card>
  );
};

const AtCase = ({ item: { applicationId, scheme, branch, areaCode }, error }: { readonly item: CaseItem; readonly error: Error }) => {
  const schemeName = useSchemeName();
  return (
    <div>
      <Link to={casePath(applicationId)}>{schemeName(scheme, branch)} · <AreaName code={areaCode} /></Link>
      <Trouble error={error} />
    </div>
  );
};
